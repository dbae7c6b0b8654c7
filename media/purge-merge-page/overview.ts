import type { FactsModel } from '../../src/actions/purgeMerge/pageModel';
import { around, withText } from './dom';

/** The clients side by side. */
export function factsTable({ caption, columns, rows }: FactsModel['table']): HTMLElement {
  const heads = columns.map(({ name, fate }) => {
    const head = around('th', withText('span', name), withText('span', fate, 'fate'));
    head.scope = 'col';
    return head;
  });
  const body = rows.map(({ label, values }) => {
    const head = withText('th', label);
    head.scope = 'row';
    return around('tr', head, ...values.map((value) => withText('td', value)));
  });
  const table = around(
    'table',
    withText('caption', caption),
    around('thead', around('tr', document.createElement('td'), ...heads)),
    around('tbody', ...body),
  );
  const scroller = around('div', table);
  scroller.className = 'scroller';
  // What scrolls sideways in a narrow window has to be reached by keyboard.
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', caption);
  return scroller;
}

/** Headed lists below the table. */
export function factsSections(sections: FactsModel['sections']): HTMLElement[] {
  return sections.map(({ heading, lines }) =>
    around('section', withText('h2', heading), around('ul', ...lines.map((line) => withText('li', line)))),
  );
}
