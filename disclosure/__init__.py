"""Small counts stay hidden: what leaves the release goes through here, to pages, charts and exports alike."""
