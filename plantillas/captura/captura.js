"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const { asamblea, formulario, titular } = document.querySelector("main").dataset;
  const hoja = $("hoja"), estado = $("estado"), mesa = $("mesa"), submesa = $("submesa");
  const VACIA = { campos: {}, revision: 0, suma: "", como: "", cuando: "" };
  const enMano = new Map();
  let codigo = "", guardada = VACIA, memoria = null, cabe = false;

  // Donde no se puede guardar (un origen opaco, una ventana privada) basta con preguntarlo para que falle.
  try {
    memoria = localStorage;
    memoria.setItem("captura", "1");
    cabe = true;
  } catch (error) {
    if (error.name !== "QuotaExceededError") memoria = null;
  }
  const leerDe = (clave) => {
    try { return memoria ? memoria.getItem(clave) : null; } catch { return null; }
  };
  const ponerEn = (clave, texto) => {
    try { memoria.setItem(clave, texto); return true; } catch { return false; }
  };
  const clave = (que) => `captura:${asamblea}:${que}`;
  const azar = () => "web-" + [...crypto.getRandomValues(new Uint8Array(5))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const dispositivo = leerDe("captura:dispositivo") || azar();
  ponerEn("captura:dispositivo", dispositivo);

  // --- las fichas -----------------------------------------------------------
  const cambiar = (nodo, pares) => {
    for (const e of nodo.querySelectorAll("*")) {
      for (const a of e.attributes) for (const [de, por] of pares) a.value = a.value.replaceAll(de, por);
      if (e.localName === "legend") for (const [de, por] of pares) e.textContent = e.textContent.replace(de, por);
      if (e.content) cambiar(e.content, pares);
    }
  };
  const fichas = (lista) => lista.querySelectorAll(":scope > .ficha").length;
  const agregar = (lista) => {
    const { lista: nombre, como, cuantas } = lista.dataset, i = fichas(lista);
    const copia = lista.querySelector(":scope > template").content.cloneNode(true);
    if (i) cambiar(copia, [[`${nombre}.0.`, `${nombre}.${i}.`], [`${como} 1`, `${como} ${i + 1}`]]);
    const otra = lista.querySelector(":scope > .otra");
    lista.insertBefore(copia, otra);
    otra.hidden = i + 1 >= cuantas;
    const nueva = lista.querySelectorAll(":scope > .ficha")[i];
    nueva.querySelectorAll(".lista").forEach(agregar);
    return nueva;
  };
  const armar = (campos) => {
    const listas = [...hoja.querySelectorAll(".lista")].filter((l) => !l.parentElement.closest(".lista"));
    for (const lista of listas) {
      lista.querySelectorAll(":scope > .ficha").forEach((f) => f.remove());
      agregar(lista);
    }
    for (const nombre of Object.keys(campos)) {
      for (const [todo, antes, i] of nombre.matchAll(/(?<=(.*))\.(\d+)\./g)) {
        const lista = hoja.querySelector(`[data-lista="${antes}"]`);
        while (lista && fichas(lista) <= i && fichas(lista) < lista.dataset.cuantas) agregar(lista);
      }
    }
    for (const e of espacios()) {
      e.value = campos[e.id] || "";
      revisar(e);
      crecer(e);
    }
  };
  const espacios = () => hoja.querySelectorAll("[data-titulo]");

  // --- lo escrito -----------------------------------------------------------
  const dicho = (e) => e.value.trim() ? e.value.replace(/\r\n?/g, "\n").replace(/^\n+|\n+$/g, "") : "";
  const escrito = () => Object.fromEntries([...espacios()].map((e) => [e.id, dicho(e)]).filter(([, t]) => t));
  const tabla = Array.from({ length: 256 }, (_, n) => {
    for (let i = 0; i < 8; i++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
    return n;
  });
  const sumar = (campos) => {
    const corrido = Object.keys(campos).sort().map((c) => `${c}=${campos[c]}\0`).join("");
    let suma = -1;
    for (const byte of new TextEncoder().encode(corrido)) suma = tabla[(suma ^ byte) & 255] ^ (suma >>> 8);
    return ((suma ^ -1) >>> 0).toString(16).padStart(8, "0");
  };
  const enTexto = (campos, revision) => [
    `# ${titular}: hoja de la sub-mesa ${codigo}`,
    "# Los renglones que empiezan por «#» son del archivo: no los cambie.",
    `#asamblea ${asamblea}`, `#submesa ${codigo}`, `#formulario ${formulario}`,
    `#dispositivo ${dispositivo}`, `#revision ${revision}`,
    ...Object.entries(campos).flatMap(([nombre, texto]) => [
      "", `#casilla ${nombre} ${$(nombre).dataset.titulo}`, ...texto.split("\n").map((r) => /^[#\\]/.test(r) ? "\\" + r : r),
    ]),
    "", `#suma ${sumar(campos)}`, "",
  ].join("\n");

  // --- lo que está mal ------------------------------------------------------
  const caracteres = (t, clase) => {
    const junto = t.normalize("NFC");
    const renglones = clase === "lista" ? junto.split("\n") : [clase === "linea" ? junto.replace(/\n/g, " ") : junto];
    return Math.max(...renglones.map((r) => [...r.replace(/[ \t]+/g, " ").replace(/\n{3,}/g, "\n\n").trim()].length));
  };
  const hermanas = (e) => [...(e.closest(".ficha")?.querySelectorAll("[data-titulo]") || [])];
  const reparo = (e) => {
    const t = dicho(e), { clase, largo, maximo } = e.dataset;
    if (!t) return e.dataset.obligatoria !== undefined && hermanas(e).some(dicho) ? "Falta: sin esto no se puede guardar lo demás." : "";
    if (clase === "numero") return /^\s*\d+\s*$/.test(t) && +t <= +maximo ? "" : `Escriba solo un número, de 0 a ${maximo}.`;
    const sobran = caracteres(t, clase) - largo;
    if (sobran > 0) return `Sobran ${sobran} caracteres: caben ${largo}${clase === "lista" ? " en cada renglón" : ""}.`;
    return "";
  };
  // Un aviso a ojo, sin años ni plata; la mesa técnica lo mira de verdad.
  const sinCuentas = (t) => t.replace(/\b(?:19|20)\d\d ?- ?(?:19|20)\d\d\b|\$ ?[\d.]+/g, "");
  const personal = (t) => /\d(?:[ .-]?\d){6,}|\S@\S+\.\S/.test(sinCuentas(t)) ? "Parece un teléfono, una cédula o un correo: bórrelo, porque esto se proyecta y se publica." : "";
  const revisar = (e) => {
    const malo = reparo(e);
    const dice = malo || (e.dataset.clase === "numero" ? "" : personal(e.value));
    if ($(e.id + "-r").textContent !== dice) $(e.id + "-r").textContent = dice;
    if (malo) e.setAttribute("aria-invalid", "true"); else e.removeAttribute("aria-invalid");
  };
  const crecer = (e) => {
    if (e.localName !== "textarea") return;
    e.style.height = "auto";
    e.style.height = e.scrollHeight + 2 + "px";
  };

  // --- guardar y decir en qué va --------------------------------------------
  const decir = () => {
    const campos = escrito(), hay = Object.keys(campos).length, igual = sumar(campos) === guardada.suma;
    const otras = [...enMano].filter(([c, g]) => c !== codigo && Object.keys(g.campos).length).map(([c]) => c);
    let dice = "Sin entregar: todavía no hay nada escrito.", bien = false;
    if (codigo && !hay && otras.length) dice += ` Lo que escribió en ${otras.join(" y ")} sigue ahí: vuelva a escogerla.`;
    if (!codigo) dice = "Sin entregar: escoja su sub-mesa para empezar.";
    else if (hay && !guardada.suma) dice = "Sin entregar: al terminar, compártala o descárguela.";
    else if (guardada.suma && !igual) dice = `Cambió después de las ${guardada.cuando}: lo nuevo está sin entregar.`;
    else if (guardada.como === "compartida") { dice = `Compartida a las ${guardada.cuando}. Vea en su chat que el archivo salió.`; bien = true; }
    else if (guardada.como) dice = `Descargada a las ${guardada.cuando}: falta llevar el archivo a la mesa técnica.`;
    if (estado.textContent !== dice) estado.textContent = dice;
    estado.classList.toggle("bien", bien);
    for (const id of ["compartir", "descargar", "imprimir"]) $(id).disabled = !codigo || !hay;
    const malas = [...espacios()].filter(reparo).length;
    $("por-corregir").textContent = malas ? `Hay ${malas === 1 ? "1 casilla" : malas + " casillas"} por corregir: se puede entregar así, y la mesa técnica lo verá.` : "";
    $("texto").value = codigo && hay ? enTexto(campos, igual ? guardada.revision : guardada.revision + 1) : "";
    return campos;
  };
  const guardar = () => {
    const campos = decir();
    if (!codigo) return;
    guardada = { ...guardada, campos };
    enMano.set(codigo, guardada);
    cabe = ponerEn(clave(codigo), JSON.stringify(guardada));
    avisar();
  };
  const avisar = () => {
    $("sin-memoria").hidden = cabe;
    $("sin-memoria").textContent = cabe ? "" : memoria
      ? "Este aparato no tiene espacio para guardar: entregue antes de cerrar esta página, o se pierde lo escrito."
      : "Aquí no se puede guardar: entregue antes de cerrar esta página, o se pierde lo escrito.";
  };
  const abrir = (nuevo) => {
    codigo = nuevo;
    guardada = VACIA;
    if (codigo) {
      try { guardada = enMano.get(codigo) || { ...VACIA, ...JSON.parse(leerDe(clave(codigo)) || "{}") }; } catch { guardada = VACIA; }
      ponerEn(clave("ultima"), codigo);
    }
    $("todo").disabled = !codigo;
    armar(guardada.campos);
    decir();
  };

  // --- entregar -------------------------------------------------------------
  const preparada = () => {
    const campos = escrito(), suma = sumar(campos);
    const revision = suma === guardada.suma ? guardada.revision : guardada.revision + 1;
    return { campos, suma, revision, texto: enTexto(campos, revision), nombre: `${asamblea}-${codigo}-${revision}.txt` };
  };
  const entregada = (lista, como) => {
    const cuando = new Date().toLocaleTimeString("es-CO", { hour: "numeric", minute: "2-digit" });
    guardada = { ...guardada, revision: lista.revision, suma: lista.suma, como, cuando };
    guardar();
  };
  $("compartir").hidden = !navigator.share;
  $("compartir").addEventListener("click", async () => {
    const lista = preparada();
    const archivo = { title: `Hoja ${codigo}`, files: [new File([lista.texto], lista.nombre, { type: "text/plain" })] };
    try {
      await navigator.share(navigator.canShare?.(archivo) ? archivo : { title: archivo.title, text: lista.texto });
      entregada(lista, "compartida");
    } catch (error) {
      if (error.name !== "AbortError") $("por-corregir").textContent = "Este aparato no pudo compartirla: descárguela, o copie el texto de abajo.";
    }
  });
  $("descargar").addEventListener("click", () => {
    const lista = preparada(), enlace = document.createElement("a");
    enlace.href = URL.createObjectURL(new Blob([lista.texto], { type: "text/plain" }));
    enlace.download = lista.nombre;
    enlace.click();
    setTimeout(() => URL.revokeObjectURL(enlace.href), 60000);
    entregada(lista, "descargada");
  });
  $("imprimir").addEventListener("click", () => window.print());
  addEventListener("beforeprint", () => espacios().forEach(crecer));

  // --- lo que hace la gente ---------------------------------------------------
  hoja.addEventListener("submit", (e) => e.preventDefault());
  hoja.addEventListener("input", (e) => {
    crecer(e.target);
    [e.target, ...hermanas(e.target)].forEach(revisar);
    guardar();
  });
  hoja.addEventListener("click", (e) => {
    if (e.target.dataset.otra === undefined) return;
    agregar(e.target.closest(".lista")).querySelector("[data-titulo]").focus();
  });
  const submesas = () => {
    const n = +(mesa.selectedOptions[0].dataset.submesas || 0);
    submesa.replaceChildren(new Option("Escoja…", ""), ...Array.from({ length: n }, (_, i) => new Option(`M${mesa.value}-S${i + 1}`)));
    submesa.disabled = !n;
  };
  mesa.addEventListener("change", () => { submesas(); abrir(""); });
  submesa.addEventListener("change", () => abrir(submesa.value));
  addEventListener("beforeunload", (e) => { if (codigo && !cabe && sumar(escrito()) !== guardada.suma) e.preventDefault(); });
  addEventListener("storage", (e) => { if (codigo && e.key === clave(codigo) && enMano.delete(codigo)) abrir(codigo); });

  const ultima = leerDe(clave("ultima")) || "";
  const [, numero] = ultima.match(/^M(\d+)-S\d+$/) || [];
  if (numero && [...mesa.options].some((o) => o.value === numero)) {
    mesa.value = numero;
    submesas();
    submesa.value = ultima;
  }
  abrir(submesa.value);
  avisar();
  $("sin-guion").hidden = true;
})();
