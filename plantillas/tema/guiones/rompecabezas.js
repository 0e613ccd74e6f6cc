// Lo que el rompecabezas gana con JavaScript: leer una ficha sin abrirla, acercar y arrastrar. Sin él, todo enlaza igual.
(function () {
  "use strict";
  var muro = document.getElementById("muro");
  var marco = muro.querySelector(".marco");
  var lupa = muro.querySelector("[data-lupa]");
  var NIVELES = [1, 1.5, 2, 3];
  var nivel = 0;

  function decir(texto) {
    lupa.textContent = texto || "";
    lupa.classList.toggle("hay", !!texto);
  }
  function deFicha(e) { return e.target.closest ? e.target.closest(".ficha") : null; }
  ["mouseover", "focusin"].forEach(function (tipo) {
    muro.addEventListener(tipo, function (e) {
      var ficha = deFicha(e);
      if (ficha) decir(ficha.getAttribute("aria-label"));
      if (ficha && tipo === "focusin") apartar(ficha);
    });
  });
  // La franja va pegada abajo: la ficha con el foco sube hasta que no la tape.
  function apartar(ficha) {
    var tapado = ficha.getBoundingClientRect().bottom + 8 - lupa.getBoundingClientRect().top;
    if (tapado > 0) scrollBy({ top: tapado, behavior: "instant" });
  }
  ["mouseout", "focusout"].forEach(function (tipo) {
    muro.addEventListener(tipo, function (e) { if (deFicha(e)) decir(""); });
  });

  // Dónde se desplaza: el marco del muro o, con las mesas apiladas, el lienzo de cada una.
  function lienzos() {
    return getComputedStyle(marco).overflowX === "auto" ? [marco] : [].slice.call(muro.querySelectorAll(".lienzo"));
  }
  var botones = muro.querySelectorAll("[data-acerca]");
  function acercar(a) {
    var antes = NIVELES[nivel];
    nivel = a;
    var centros = lienzos().map(function (l) { return l.scrollLeft + l.clientWidth / 2; });
    muro.style.setProperty("--zoom", NIVELES[nivel]);
    lienzos().forEach(function (l, i) { l.scrollLeft = centros[i] * NIVELES[nivel] / antes - l.clientWidth / 2; });
    marco.classList.toggle("acercado", nivel > 0);
    botones.forEach(function (b) { b.disabled = !NIVELES[nivel + Number(b.dataset.acerca)]; });
  }
  botones.forEach(function (b) {
    b.addEventListener("click", function () { acercar(nivel + Number(b.dataset.acerca)); });
  });
  acercar(0);

  // Arrastrar con el ratón; el dedo ya desplaza solo.
  var desde = null;
  marco.addEventListener("dragstart", function (e) { e.preventDefault(); });
  marco.addEventListener("pointerdown", function (e) {
    if (e.pointerType !== "mouse" || e.button !== 0) return;
    var l = e.target.closest(".lienzo");
    var caja = lienzos()[0] === marco ? marco : l;
    if (caja && caja.scrollWidth > caja.clientWidth) desde = { caja: caja, x: e.clientX, y: e.clientY, izquierda: caja.scrollLeft, arriba: scrollY };
  });
  addEventListener("pointermove", function (e) {
    if (!desde) return;
    var dx = e.clientX - desde.x, dy = e.clientY - desde.y;
    if (!marco.classList.contains("arrastra") && Math.hypot(dx, dy) < 6) return;
    marco.classList.add("arrastra");
    desde.caja.scrollLeft = desde.izquierda - dx;
    scrollTo({ top: desde.arriba - dy, behavior: "instant" });
  });
  addEventListener("pointerup", function () {
    desde = null;
    // Después del clic con que acaba el arrastre, que no debe abrir la ficha.
    setTimeout(function () { marco.classList.remove("arrastra"); }, 0);
  });
  marco.addEventListener("click", function (e) {
    if (marco.classList.contains("arrastra")) { e.preventDefault(); e.stopPropagation(); }
  }, true);

  // Dice de qué compromiso son las fichas señaladas.
  function senalar() {
    var de = location.hash.slice(1);
    muro.querySelectorAll("[data-de]").forEach(function (li) {
      li.classList.toggle("visto", li.dataset.de === de);
    });
    var li = de ? muro.querySelector('[data-de="' + CSS.escape(de) + '"] a') : null;
    if (!li) return;
    decir("De aquí nace " + li.textContent.trim());
    document.getElementById(de).scrollIntoView({ behavior: "instant" });
  }
  addEventListener("hashchange", senalar);
  addEventListener("load", senalar);
})();
