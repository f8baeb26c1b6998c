// The grid is one stop for Tab; arrows, Home and End walk through its cells. Installed once per window.
if (!window.inBeeldArrows) {
  window.inBeeldArrows = true;
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const rows = (table) =>
    [...table.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td a")]).filter((row) => row.length);
  const goTo = (table, link) => {
    table.querySelectorAll("td a").forEach((other) => (other.tabIndex = -1));
    link.tabIndex = 0;
    link.focus();
  };
  document.addEventListener("keydown", (event) => {
    const link = event.target.closest ? event.target.closest(".stoplicht td a") : null;
    if (!link || event.ctrlKey || event.altKey || event.metaKey) return;
    const table = link.closest("table");
    const cells = rows(table);
    const y = cells.findIndex((row) => row.includes(link));
    const x = cells[y].indexOf(link);
    let next = null;
    if (step[event.key]) next = (cells[y + step[event.key][0]] || [])[x + step[event.key][1]];
    else if (event.key === "Home") next = cells[y][0];
    else if (event.key === "End") next = cells[y][cells[y].length - 1];
    else return;
    event.preventDefault();
    if (next) goTo(table, next);
  });
  // A cell changes the address as a choice on the page does: without loading the page anew, other choices kept.
  document.addEventListener("click", (event) => {
    const link = event.target.closest ? event.target.closest(".stoplicht td a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const address = new URL(window.location);
    new URLSearchParams(link.getAttribute("href")).forEach((code, key) => address.searchParams.set(key, code));
    history.pushState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  });
}
