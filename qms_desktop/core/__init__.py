"""Field types, errors, languages, paths, settings: plain Python that everything else stands on."""
