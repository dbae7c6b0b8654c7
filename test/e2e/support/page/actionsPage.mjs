// What runs inside the page of a purge or merge. Plain JavaScript, because the project's types know Node and VS Code, not the DOM.

/** Runs axe-core from its source as a debugger would: the page's content security policy allows no other script. */
export async function axeFindings(frame, source) {
  await frame.evaluate(source);
  return frame.evaluate(async () => {
    const { violations } = await globalThis.axe.run(globalThis.document);
    return violations.map(({ id, nodes }) => ({
      id,
      targets: nodes.map(({ target }) => JSON.stringify(target)),
    }));
  });
}

/** Two frames: the toolkit hands a change on to its inner elements in the next one. */
export function drawn(main) {
  return main.evaluate(() => {
    const { requestAnimationFrame: frame } = globalThis;
    return new Promise((done) => frame(() => frame(() => done())));
  });
}

/** Pixels by which the page is wider than its window. */
export function overflow(main) {
  return main.evaluate(() => globalThis.document.documentElement.scrollWidth - globalThis.innerWidth);
}

/** Whether an element, or something in its shadow, has the keyboard. */
export function isFocused(element) {
  return element.evaluate((node) => node.matches(':focus-within, :focus'));
}

/** Words that a line's end breaks, in elements that a selector names. */
export function brokenWords(main, selector) {
  return main.evaluate((root, within) => {
    const { document } = globalThis;
    const broken = [];
    for (const element of root.querySelectorAll(within)) {
      const range = document.createRange();
      for (const { 0: word, index } of element.textContent.matchAll(/\S+/g)) {
        range.setStart(element.firstChild, index);
        range.setEnd(element.firstChild, index + word.length);
        if (range.getClientRects().length > 1) broken.push(word);
      }
    }
    return broken;
  }, selector);
}
