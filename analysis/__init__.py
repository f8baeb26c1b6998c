"""Statistics at build time: frames in, frames out. One noun is one module; nothing here reads a file or a store."""
