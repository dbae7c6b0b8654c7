// What runs inside the page of facts. Plain JavaScript, because the project's types know Node and VS Code, not the DOM.

/** Runs axe-core, whose source is given, as a debugger would: the page's own policy allows no such script. */
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

/** Pixels by which the page is wider than its window. */
export function overflow(main) {
  return main.evaluate(() => globalThis.document.documentElement.scrollWidth - globalThis.innerWidth);
}
