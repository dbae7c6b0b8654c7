import type { PageModel } from '../../src/actions/purgeMerge/pageModel';
import { textElement, wrap } from './dom';

/** The clients side by side. */
export function overviewTable({ caption, columns, rows }: PageModel['table']): HTMLElement {
  const heads = columns.map(({ name, role }) => {
    const head = wrap('th', textElement('span', name), textElement('span', role, 'role'));
    head.scope = 'col';
    return head;
  });
  const body = rows.map(({ label, values }) => {
    const head = textElement('th', label);
    head.scope = 'row';
    return wrap('tr', head, ...values.map((value) => textElement('td', value)));
  });
  const table = wrap(
    'table',
    textElement('caption', caption),
    wrap('thead', wrap('tr', document.createElement('td'), ...heads)),
    wrap('tbody', ...body),
  );
  const scroller = wrap('div', table);
  scroller.className = 'scroller';
  // Keyboard users must be able to focus it in order to scroll sideways in a narrow window.
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', caption);
  return scroller;
}

/** The lists under the table, each with a heading. */
export function sectionLists(sections: PageModel['sections']): HTMLElement[] {
  return sections.map(({ heading, lines }) =>
    wrap('section', textElement('h2', heading), wrap('ul', ...lines.map((line) => textElement('li', line)))),
  );
}
