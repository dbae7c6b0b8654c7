// Marked secrets go through a whole working day: they are in VS Code's secret storage and in the right parts of requests, and
// nothing else that is left on the machine has them in any encoding.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { startDemo, stop, type RunningDemo } from '../../host/suites/e2eHost.mjs';
import { Marks } from '../support/marks';
import { browserStorage } from '../support/page/pageScripts.mjs';
import { PurgeMergePageView } from '../support/page/purgeMergePage';
import { until } from '../support/until';
import { Workbench } from '../support/workbench';

const core = (name: string) => `${name}${randomBytes(12).toString('hex')}`;
const cores = {
  token: core('TOKEN'),
  password: core('LOGIN'),
  salt: core('SALTS'),
  portal: core('PORTAL'),
};
const marks = new Marks(cores);
/** With letters that JSON, URLs and headers write in other ways. */
const secrets = {
  token: cores.token.padEnd(64, 'x'),
  password: `ü "${cores.password}/%+`,
  salt: `ü "${cores.salt}/%+`,
  portal: `Aa1${cores.portal}`,
};

const name = 'Aa Marked';
const doomed = 'Ab Doomed';
const fresh = 'New Client.client.json';

interface Request {
  method: string;
  path: string;
  headers: Record<string, string>;
  status?: number;
  at: number;
  body?: { contacts?: Record<string, unknown>[] };
}

describe('marked secrets', () => {
  let demo: RunningDemo;
  let workbench: Workbench;
  /** Where VS Code keeps secrets: of a browser window, this key alone. */
  const secretStorage = 'localStorage secrets.provider';
  /** VS Code's own copies of the text of dirty editors, which is the user's: a typed portal password is part of it. */
  const backups = /(^|[/\\])Backups[/\\]|^portal in (data[/\\]User[/\\])?workspaceStorage/;

  before(async () => {
    const args = ['--token', secrets.token, '--password', secrets.password];
    demo = await startDemo({ clients: 20, control: true, args });
    const contacts = [{ first_name: 'Ann', last_name: 'Ash', email: 'ann@example.com' }];
    for (const each of [name, doomed]) await api('POST', '/api/v1/clients', { name: each, contacts });
    // The chattiest log there is, in an instance of its own.
    workbench = await Workbench.start({ env: { LOG_LEVEL: 'trace' } });
    await workbench.openContainer('Invoice Ninja');
  });
  after(async () => {
    await workbench.close();
    await stop(demo.child);
  });

  async function api<T>(method: string, route: string, body?: unknown): Promise<T> {
    const answer = await fetch(demo.url + route, {
      method,
      headers: {
        'Content-Type': 'application/json',
        'X-Requested-With': 'XMLHttpRequest',
        'X-API-TOKEN': demo.token,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, `${method} ${route}: ${answer.status}`);
    const text = await answer.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  const fault = (kind: string, details: object) => api('POST', '/__demo/faults', { kind, ...details });
  const requests = () => api<Request[]>('GET', '/__demo/requests');
  const editor = () => workbench.editor;

  /** Everything of the run: user data, logs, backups, storage, temporary files, crash dumps; and what the browser keeps. */
  async function found(): Promise<string[]> {
    const folder = path.dirname(workbench.server.dirs.data);
    // The browser's own profile is its secret storage, too: what VS Code keeps there is asked for instead.
    const files = marks.inFiles(folder, 'browser');
    const storage = await browserStorage(workbench.page);
    const kept = storage
      .filter(([place]) => place !== secretStorage)
      .flatMap(([place, text]) => marks.in(text).map((mark) => `${mark} in ${place}`));
    return [...files, ...kept];
  }

  /** Nothing but VS Code's own backups of dirty editors holds a mark, and those only the portal's password. */
  async function nothingElse(when: string): Promise<void> {
    const hits = await found();
    assert.deepEqual(
      hits.filter((hit) => !hit.startsWith('portal in ') || !backups.test(hit)),
      [],
      when,
    );
  }

  /** The drafts on disk. */
  function drafts(): string[] {
    const storage = path.join(workbench.server.dirs.data, 'User/globalStorage');
    return fs
      .readdirSync(storage, { recursive: true, encoding: 'utf8' })
      .filter((file) => /drafts[/\\].+\.json$/.test(file))
      .map((file) => {
        try {
          return fs.readFileSync(path.join(storage, file), 'utf8');
        } catch {
          // It has gone.
          return '';
        }
      });
  }

  async function setPortalPassword(): Promise<void> {
    const contact = 'Ann Ash';
    if (!(await workbench.tree('Clients').labels()).includes(contact))
      await workbench.tree('Clients').expand(name);
    await workbench.tree('Clients').menu(contact, 'Set Portal Password…');
    await workbench.quickInput.shows('New Password for the Client Portal');
    await workbench.quickInput.answer(secrets.portal);
    await editor().opened(name);
    await editor().dirty(name);
  }

  it('would be found in every encoding', () => {
    const folder = fs.mkdtempSync(path.join(workbench.workspace, 'planted-'));
    try {
      const text = `before ${secrets.portal} after`;
      const texts = {
        plain: text,
        base64: Buffer.from(text).toString('base64'),
        shifted: Buffer.from(`x${text}`).toString('base64'),
        again: Buffer.from(`xy${text}`).toString('base64'),
        hex: Buffer.from(text).toString('hex'),
        percent: [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join(''),
        utf16: Buffer.from(text, 'utf16le'),
      };
      for (const [file, content] of Object.entries(texts)) fs.writeFileSync(path.join(folder, file), content);
      assert.equal(marks.inFiles(folder, '').length, Object.keys(texts).length);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  it('are nowhere after signing in, setting a salt, and a backup with a remembered password', async () => {
    const { quickInput, dialogs } = workbench;
    await workbench.tree('Clients').welcomeButton('Sign In');
    await quickInput.shows('Sign In to Invoice Ninja');
    await quickInput.answer(demo.url);
    await quickInput.shows('Sign In to 127.0.0.1');
    await quickInput.answer(secrets.token);
    await dialogs.message('Signed in to');
    await workbench.tree('Clients').rows.first().waitFor();
    await workbench.command('Invoice Ninja: Set Salt of Numeric Ids…');
    await quickInput.shows('HASH_SALT');
    await quickInput.answer(secrets.salt);
    await quickInput.widget.waitFor({ state: 'hidden' });

    await workbench.tree('Clients').menu(doomed, 'Purge Client for Good…');
    const page = new PurgeMergePageView(workbench.page);
    await page.button('Write Backup').click();
    await page.button('Write Backup Again').waitFor();
    await page.typed.fill(doomed);
    await until('the last button', async () => !(await page.locked('Purge for Good')));
    await page.button('Purge for Good').click();
    await quickInput.shows('Login Password');
    await workbench.page.getByRole('checkbox', { name: /^Remember in the secret storage/ }).click();
    await quickInput.answer(secrets.password);
    await dialogs.message(`Purged “${doomed}”`);
    await nothingElse('after the backup');
  });

  it('are in no file of ours while a portal password is unsaved, and the host is killed', async () => {
    await setPortalPassword();
    await until('a draft', () => drafts().length > 0);
    await nothingElse('while it is unsaved');
    const killed = await workbench.killExtensionHost();
    await until('a request of the new host', async () => (await requests()).some(({ at }) => at > killed));
    await editor().dirty(name);
    await nothingElse('after the host was killed');
  });

  it('are in no file of ours after a failed save, and after typing on during a slow one', async () => {
    const match = { method: 'PUT' };
    await fault('error', { status: 500, match, times: 0 });
    await editor().focus();
    await editor().save();
    await workbench.dialogs.message('Failed to save');
    await nothingElse('after a failed save');
    await workbench.dialogs.dismissAll();
    await api('DELETE', '/__demo/faults');
    await editor().focus();
    await fault('delay', { ms: 4000, match });
    await editor().save();
    await until('the request', async () =>
      (await requests()).some(({ method, status }) => method === 'PUT' && status === undefined),
    );
    await editor().replace('"public_notes": "', '"public_notes": "Typed on. ');
    await until('the answer', async () =>
      (await requests()).every(({ method, status }) => method !== 'PUT' || status !== undefined),
    );
    // What was sent is the base of what was typed on, and had the password.
    await until('a draft of it', () => drafts().some((draft) => draft.includes(String.raw`\"password\"`)));
    await editor().dirty(name);
    await nothingElse('with text typed during the save');
    await editor().save();
    await editor().clean(name);
  });

  it('are in no file of ours when the creation of a client with one is lost', async () => {
    await workbench.command('Invoice Ninja: New Client');
    await editor().opened(fresh);
    const client = {
      name: 'Ac Lost',
      contacts: [{ first_name: 'Cyd', email: 'c@example.com', password: secrets.portal }],
    };
    await editor().setText(`${JSON.stringify(client, null, 2)}\n`);
    await editor().dirty(fresh);
    await fault('reset-after', { match: { method: 'POST', path: '/clients$' } });
    await editor().save();
    await until('the creation', async () =>
      (await requests()).some(({ method, path: route }) => method === 'POST' && route.endsWith('/clients')),
    );
    await workbench.dialogs.message('Failed to save');
    await nothingElse('after a lost creation');
    await editor().press('Mod+Z');
  });

  it('were sent in the right headers and the right field, and nowhere else', async () => {
    const all = await requests();
    assert.ok(all.length > 10);
    for (const { headers, body, ...rest } of all) {
      assert.equal(headers['x-api-token'], '***');
      const contacts = (body?.contacts ?? []).map(({ password, ...others }) => {
        assert.ok(password === undefined || password === '' || password === secrets.portal);
        return others;
      });
      assert.deepEqual(marks.in(JSON.stringify([headers, { ...body, contacts }, rest])), []);
    }
    const withPassword = all.filter(({ headers }) =>
      Object.keys(headers).some((key) => key.startsWith('x-api-password')),
    );
    assert.deepEqual(
      withPassword.map(({ path: route }) => route.endsWith('/purge')),
      [true],
    );
    const portal = all.filter(({ body }) => marks.in(JSON.stringify(body ?? {})).includes('portal'));
    assert.ok(portal.length > 0 && portal.every(({ method }) => method === 'PUT' || method === 'POST'));
  });

  it('are nowhere at all at the end of the day', async () => {
    await workbench.command('View: Close All Editors');
    await until('the editors to close', async () => {
      if (await workbench.dialogs.modal.isVisible()) await workbench.dialogs.pressModal("Don't Save");
      return (await workbench.page.locator('.tabs-container .tab').count()) === 0;
    });
    await workbench.reload();
    await workbench.tree('Clients').rows.first().waitFor();
    assert.deepEqual(await found(), []);
    const places = (await browserStorage(workbench.page)).map(([place]) => place);
    assert.ok(places.includes(secretStorage), places.join('\n'));
    // The proof that the search looks at the log, and that the log was written.
    const { data } = workbench.server.dirs;
    const logs = fs
      .readdirSync(data, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('Clients for Invoice Ninja.log'));
    assert.ok(
      logs.some((file) => /GET .*clients.* 200/.test(fs.readFileSync(path.join(data, file), 'utf8'))),
    );
  });
});
