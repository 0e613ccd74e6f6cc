"""Las órdenes que toman el sitio construido y lo llevan a otra parte."""
