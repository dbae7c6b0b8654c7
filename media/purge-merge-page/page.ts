import { parseHostMessage, type FactsModel, type PageMessage } from '../../src/actions/purgeMerge/pageModel';
import { around, withText } from './dom';
import { factsSections, factsTable } from './overview';
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

/** What survives hiding: only what the user typed and ticked, and for which clients. */
interface PageState {
  typed: string;
  withFiles: boolean;
  gone: string;
}

declare function acquireVsCodeApi(): VsCode;

registerToolkit();
const host = acquireVsCodeApi();
const kept = readState(host.getState());
let model: FactsModel | undefined;

const title = document.createElement('h1');
const warning = withText('p', '', 'warning');
const facts = document.createElement('div');
const backupHeading = document.createElement('h2');
const backupStatus = withText('p', '', 'status');
backupStatus.setAttribute('role', 'status');
const lacks = document.createElement('p');
const problem = withText('p', '', 'problem');
problem.setAttribute('role', 'alert');

const files = makeCheckbox(kept.withFiles, keep);
const typed = makeTextField(kept.typed, () => {
  keep();
  enable();
});
const swap = makeButton('secondary', () => {
  typed.clear();
  keep();
  host.postMessage({ type: 'swap' });
});
const write = makeButton('secondary', () => host.postMessage({ type: 'backup', withFiles: files.checked }));
const show = makeButton('secondary', () => host.postMessage({ type: 'showBackup' }));
const cancel = makeButton('secondary', () => host.postMessage({ type: 'cancel' }));
const final = makeButton('primary', () => {
  if (model !== undefined) host.postMessage({ type: 'final', ...model.ids, typed: typed.value });
});

const row = (...elements: HTMLElement[]) => {
  const line = around('div', ...elements);
  line.className = 'row';
  return line;
};
document
  .querySelector('main')
  ?.append(
    title,
    warning,
    facts,
    row(swap.element),
    backupHeading,
    files.element,
    row(write.element, show.element),
    backupStatus,
    lacks,
    typed.element,
    problem,
    row(final.element, cancel.element),
  );

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = parseHostMessage(event.data);
  if (message !== undefined) render(message.model);
});
host.postMessage({ type: 'ready' });

function render(next: FactsModel): void {
  const { table, sections, backup, swapLabel, busy } = next;
  // What was typed for one client is no consent for another.
  if ((model?.ids.gone ?? kept.gone) !== next.ids.gone && (model !== undefined || kept.gone !== ''))
    typed.clear();
  const sameFacts =
    model !== undefined &&
    JSON.stringify([model.table, model.sections]) === JSON.stringify([table, sections]);
  model = next;
  title.textContent = next.title;
  warning.textContent = next.warning;
  if (!sameFacts) facts.replaceChildren(factsTable(table), ...factsSections(sections));
  backupHeading.textContent = backup.heading;
  backupStatus.textContent = backup.status;
  lacks.textContent = backup.lacks.join(' ');
  problem.textContent = next.problem;
  files.set({ label: backup.filesLabel, disabled: busy });
  swap.set({ label: swapLabel ?? '', disabled: busy, hidden: swapLabel === null });
  write.set({ label: backup.buttonLabel, disabled: busy });
  show.set({ label: backup.showLabel, disabled: busy || !backup.done, hidden: !backup.done });
  cancel.set({ label: next.cancelLabel, disabled: false });
  // Free while the backup is written too: who types then loses no letter, and the host looks at it only at the end.
  typed.set({ label: next.typing.label });
  keep();
  enable();
}

/** Only a help: the host checks all of it again. */
function enable(): void {
  if (model === undefined) return;
  const { busy, backup, typing, finalLabel } = model;
  const ready = backup.done && typed.value.trim() === typing.expected;
  final.set({ label: finalLabel, disabled: busy || !ready });
}

function keep(): void {
  host.setState({ typed: typed.value, withFiles: files.checked, gone: model?.ids.gone ?? kept.gone });
}

function readState(state: unknown): PageState {
  const { typed: text, withFiles, gone } = (state ?? {}) as Partial<Record<keyof PageState, unknown>>;
  return {
    typed: typeof text === 'string' ? text : '',
    withFiles: withFiles === true,
    gone: typeof gone === 'string' ? gone : '',
  };
}
