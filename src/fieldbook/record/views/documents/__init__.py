"""The page of a document: `page` shows it, `steps` changes it, `papers` prints it."""
