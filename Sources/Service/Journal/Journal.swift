// Journal.
