"""El ensayo: la sala de verdad, en otro proceso y sobre una copia de práctica, con todo en contra."""
