"""El muro de fichas: cuál le toca a cada aporte, y sus dibujos en papel y en pantalla."""
