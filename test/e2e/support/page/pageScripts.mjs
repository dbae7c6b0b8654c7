/* global DataTransfer, DragEvent, indexedDB */
// What runs inside the page. Plain JavaScript, because the project's types know Node and VS Code, not the DOM.

/** Texts of list rows or editor lines in the order a person sees them (the DOM's order is another). */
export async function textsFromTop(rows, part) {
  const found = await rows.evaluateAll(
    (nodes, selector) =>
      nodes
        .map((row) => ({
          top: parseFloat(row.style.top),
          text: (selector ? row.querySelector(selector) : row)?.textContent ?? '',
        }))
        .sort((one, other) => one.top - other.top)
        .map((row) => row.text),
    part,
  );
  return found.map((line) => line.replaceAll('\u00a0', ' '));
}

export function readClipboard(page) {
  return page.evaluate(() => navigator.clipboard.readText());
}

export function writeClipboard(page, text) {
  return page.evaluate((value) => navigator.clipboard.writeText(value), text);
}

/** Drops files from outside on a row: the events a browser sends, with a real DataTransfer. */
export function dropFiles(row, files) {
  return row.evaluate((element, dropped) => {
    const data = new DataTransfer();
    for (const { name, text, type } of dropped) data.items.add(new File([text], name, { type }));
    const { left, top, width, height } = element.getBoundingClientRect();
    const at = { clientX: left + width / 2, clientY: top + height / 2 };
    for (const kind of ['dragenter', 'dragover', 'drop']) {
      const event = new DragEvent(kind, { ...at, dataTransfer: data, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
    }
  }, files);
}

/** Everything that the page's origin keeps in the browser, as texts by place. */
export function browserStorage(page) {
  return page.evaluate(async () => {
    const found = Object.entries(localStorage).map(([key, value]) => [`localStorage ${key}`, value]);
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise((resolve, reject) => {
          const reading = database.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => resolve(reading.result);
          reading.onerror = () => reject(reading.error);
        });
        for (const row of rows) {
          const text =
            row instanceof Uint8Array ? new TextDecoder('latin1').decode(row) : JSON.stringify(row);
          found.push([`indexedDB ${name} ${store}`, text]);
        }
      }
      database.close();
    }
    return found;
  });
}
