// La proyección al día: pide otra vez la página cuando algo cambió y pone solo lo distinto. Si el servidor no
// contesta, sigue lo último que llegó, con una marca, y se vuelve a intentar.
"use strict";
(() => {
  const proyeccion = window.proyeccion;
  if (!proyeccion) return;
  const CALLADO = 11000, PACIENCIA = 2000, OTRA_VEZ = 3000;
  const marca = document.createElement("p"), aviso = document.querySelector(".barra .aviso");
  let puesta = document.currentScript.dataset.firma, fuente = null, pidiendo = false, pedida = "";
  let oido = Date.now(), desde = 0, atrasada = "", ultima = Date.now();
  marca.className = "al-dia";
  marca.setAttribute("role", "status");
  aviso.before(marca);

  // Lo que se va a mostrar después, desde ya: si el servidor muere, no se puede pedir.
  const traer = (raiz) => raiz.querySelectorAll("img").forEach((i) => { i.loading = "eager" });
  traer(document);
  document.fonts.forEach((f) => { f.load().catch(() => { /* la letra de respaldo */ }) });

  const decir = () => {
    const sola = desde && Date.now() - desde >= PACIENCIA;
    const texto = sola ? "Sin conexión" : atrasada ? `Lo de las ${atrasada}` : "";
    const largo = sola ? `Sin conexión con la sala: se muestra lo de las ${proyeccion.hora(ultima)}`
      : atrasada ? `Lo último no se pudo componer: se muestra lo de las ${atrasada}` : "";
    const dice = proyeccion.modera ? largo : texto;
    if (marca.textContent !== dice) marca.textContent = dice;
  };
  const perder = () => { if (!desde) { desde = Date.now(); ultima = oido } setTimeout(decir, PACIENCIA + 50) };
  const hallar = () => { oido = Date.now(); desde = 0; decir() };

  const pedir = async () => {
    if (pidiendo) return;
    pidiendo = true;
    try {
      while (pedida && pedida !== puesta) {
        const esta = pedida, corte = new AbortController(), plazo = setTimeout(() => corte.abort(), 15000);
        const respuesta = await fetch(location.pathname, { cache: "no-store", signal: corte.signal });
        const nueva = new DOMParser().parseFromString(await respuesta.text(), "text/html");
        clearTimeout(plazo);
        const guion = nueva.querySelector("script[data-firma]");
        if (!respuesta.ok || !guion) throw new Error("no es la proyección");
        proyeccion.renovar(nueva);
        traer(document);
        puesta = guion.dataset.firma;
        if (esta === pedida) pedida = puesta;
      }
      hallar();
    } catch {
      perder();
      setTimeout(pedir, OTRA_VEZ);
    }
    pidiendo = false;
  };

  const escuchar = () => {
    if (fuente) fuente.close();
    oido = Date.now();
    fuente = new EventSource(`${location.pathname}vivo`);
    fuente.onmessage = (e) => {
      const dicho = JSON.parse(e.data);
      atrasada = dicho.de_las;
      pedida = dicho.firma;
      if (pedida && pedida !== puesta) pedir(); else hallar();
    };
    fuente.onerror = perder;
  };
  escuchar();
  setInterval(() => {
    const cerrada = fuente.readyState === EventSource.CLOSED;
    if (cerrada || Date.now() - oido > CALLADO) { perder(); escuchar() }
    decir();
  }, OTRA_VEZ);

  // Sin servidor no hay a dónde volver a cargar: sería una página de error en la pared.
  addEventListener("keydown", (e) => {
    const recarga = e.key === "F5" || ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "r");
    if (recarga && desde) e.preventDefault();
  });
})();
