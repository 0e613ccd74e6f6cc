"""Las hojas que alguien llena a mano: sus campos y sus medidas, tomados de lo que después lee el sistema."""
