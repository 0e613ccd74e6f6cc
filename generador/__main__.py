"""`python -m generador` es lo mismo que `./asamblea`, una vez preparada la máquina."""

from generador.cli import principal

if __name__ == "__main__":
    principal(prog_name="./asamblea")
