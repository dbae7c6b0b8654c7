import { parseHostMessage, type PageModel, type PageMessage } from '../../src/actions/purgeMerge/pageModel';
import { textElement, wrap } from './dom';
import { overviewTable, sectionLists } from './overview';
import './page.css';
import { makeButton } from './toolkit/button';
import { makeCheckbox } from './toolkit/checkbox';
import { registerToolkit } from './toolkit/register';
import { makeTextField } from './toolkit/textField';

interface VsCode {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: PageState): void;
}

/** What is kept while the page is hidden and discarded: what the user typed and checked, and for which client. */
interface PageState {
  typed: string;
  withFiles: boolean;
  removed: string;
}

declare function acquireVsCodeApi(): VsCode;

registerToolkit();
const host = acquireVsCodeApi();
const savedState = readState(host.getState());
let model: PageModel | undefined;

const title = document.createElement('h1');
const warning = textElement('p', '', 'warning');
const clients = document.createElement('div');
const backupHeading = document.createElement('h2');
const backupStatus = textElement('p', '', 'status');
backupStatus.setAttribute('role', 'status');
const lacks = document.createElement('p');
const problem = textElement('p', '', 'problem');
problem.setAttribute('role', 'alert');

const files = makeCheckbox(savedState.withFiles, saveState);
const typed = makeTextField(savedState.typed, () => {
  saveState();
  updateConfirm();
});
const swap = makeButton('secondary', () => {
  typed.clear();
  saveState();
  host.postMessage({ type: 'swap' });
});
const write = makeButton('secondary', () => host.postMessage({ type: 'backup', withFiles: files.checked }));
const show = makeButton('secondary', () => host.postMessage({ type: 'showBackup' }));
const cancel = makeButton('secondary', () => host.postMessage({ type: 'cancel' }));
const confirm = makeButton('primary', () => {
  if (model !== undefined) host.postMessage({ type: 'confirm', ...model.ids, typed: typed.value });
});

const row = (...elements: HTMLElement[]) => {
  const line = wrap('div', ...elements);
  line.className = 'row';
  return line;
};
document
  .querySelector('main')
  ?.append(
    title,
    warning,
    clients,
    row(swap.element),
    backupHeading,
    files.element,
    row(write.element, show.element),
    backupStatus,
    lacks,
    typed.element,
    problem,
    row(confirm.element, cancel.element),
  );

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = parseHostMessage(event.data);
  if (message !== undefined) render(message.model);
});
host.postMessage({ type: 'ready' });

function render(next: PageModel): void {
  const { table, sections, backup, swapLabel, busy } = next;
  // What was typed for one client must not confirm another.
  if (
    (model?.ids.removed ?? savedState.removed) !== next.ids.removed &&
    (model !== undefined || savedState.removed !== '')
  )
    typed.clear();
  const sameClients =
    model !== undefined &&
    JSON.stringify([model.table, model.sections]) === JSON.stringify([table, sections]);
  model = next;
  title.textContent = next.title;
  warning.textContent = next.warning;
  if (!sameClients) clients.replaceChildren(overviewTable(table), ...sectionLists(sections));
  backupHeading.textContent = backup.heading;
  backupStatus.textContent = backup.status;
  lacks.textContent = backup.lacks.join(' ');
  problem.textContent = next.problem;
  files.set({ label: backup.filesLabel, disabled: busy });
  swap.set({ label: swapLabel ?? '', disabled: busy, hidden: swapLabel === null });
  write.set({ label: backup.buttonLabel, disabled: busy });
  show.set({ label: backup.showLabel, disabled: busy || !backup.done, hidden: !backup.done });
  cancel.set({ label: next.cancelLabel, disabled: false });
  // Enabled while the backup is written too, so that no typed character is lost. The extension reads it only at the
  // end.
  typed.set({ label: next.typing.label });
  saveState();
  updateConfirm();
}

/** For convenience only: the extension checks everything again. */
function updateConfirm(): void {
  if (model === undefined) return;
  const { busy, backup, typing, confirmLabel } = model;
  const ready = backup.done && typed.value.trim() === typing.expected;
  confirm.set({ label: confirmLabel, disabled: busy || !ready });
}

function saveState(): void {
  host.setState({
    typed: typed.value,
    withFiles: files.checked,
    removed: model?.ids.removed ?? savedState.removed,
  });
}

function readState(state: unknown): PageState {
  const { typed: text, withFiles, removed } = (state ?? {}) as Partial<Record<keyof PageState, unknown>>;
  return {
    typed: typeof text === 'string' ? text : '',
    withFiles: withFiles === true,
    removed: typeof removed === 'string' ? removed : '',
  };
}
