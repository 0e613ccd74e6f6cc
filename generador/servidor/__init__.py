"""La vista de trabajo: sirve en este computador el último sitio bueno y lo rehace al guardar."""
