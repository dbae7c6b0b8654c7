/**
 * A second window over the storage of another one, in a process of its own: the documents feature behind a model of VS
 * Code's editor. Started by test/integration/support/secondWindow.ts, which says what happens in it.
 */
import { createApi } from '../../../../src/api/entry';
import { dialogs, Editor, ModelWindow, Uri, type Backup } from '../vscodeModel';
import { Host } from './modelHost';

/** What the window is asked to do. */
export type WindowRequest =
  | { do: 'open'; url: string; token: string; storage: string; accountId: string; uri: string }
  /** As `open`, with what VS Code's backup holds of a dirty document. */
  | {
      do: 'restore';
      url: string;
      token: string;
      storage: string;
      accountId: string;
      uri: string;
      backup: Backup;
    }
  | { do: 'type'; text: string }
  | { do: 'save'; yes: boolean }
  | { do: 'revert' }
  /** Ends the extension host as a reload of the window does. */
  | { do: 'end' };

/** How it is afterwards. */
export interface WindowState extends Backup {
  isDirty: boolean;
  /** Of a save: whether something was asked, what was sent, why it failed. */
  asked: boolean;
  puts: number;
  result: string;
}

const window = new ModelWindow();
let host: Host;
let editor: Editor;
let yes = false;
let asked = false;
let puts = 0;

async function start(request: Extract<WindowRequest, { do: 'open' | 'restore' }>): Promise<void> {
  const { url, token, storage, accountId } = request;
  const api = createApi({ address: url, token, userAgent: 'test' });
  const counted: typeof api = {
    ...api,
    updateClient: async (...call) => {
      puts++;
      return api.updateClient(...call);
    },
  };
  dialogs.answer = (_, buttons) => {
    asked = true;
    return Promise.resolve(yes ? buttons[0] : undefined);
  };
  host = new Host({ storage, accountId }, window, () => editor, counted);
  editor = window.run(
    () =>
      new Editor(
        Uri.parse(request.uri),
        host.provider,
        () => Promise.resolve(),
        () => {
          asked = true;
          return yes ? 'overwrite' : 'cancel';
        },
      ),
  );
  if (request.do === 'open') await editor.open();
  else await editor.restoredBy(host.provider, request.backup);
}

async function answer(request: WindowRequest): Promise<WindowState> {
  asked = false;
  puts = 0;
  let result = '';
  switch (request.do) {
    case 'open':
    case 'restore':
      await start(request);
      break;
    case 'type':
      editor.type(request.text);
      break;
    case 'save':
      yes = request.yes;
      result = await editor.save();
      if (result === 'failed') result = editor.failure;
      break;
    case 'revert':
      await editor.revert();
      break;
    case 'end':
      await host.flushed();
      host.stop();
  }
  await editor.settled();
  return { ...editor.backup(), isDirty: editor.isDirty, asked, puts, result };
}

process.on('message', (request: WindowRequest) => {
  window
    .run(() => answer(request))
    .then(
      (state) => process.send?.({ state }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
    );
});
