"""The public side as files (静态导出): what to write, what to leave, what to remove; an index of words for searching them."""
