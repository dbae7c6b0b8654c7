// VS Code in a browser, used the way a person does. Every step waits for what it needs on the screen, never for time.
import fs from 'node:fs';
import path from 'node:path';
import type { Dialog, Locator, Page } from 'playwright-core';
import { e2eHost, extensionHosts, stop, type ServerOptions } from '../../host/suites/e2eHost.mjs';
import { borrowInstance, returnInstance, startServer, type Instance } from '../../host/suites/instances.mjs';
import { Dialogs } from './dialogs';
import { Editor } from './editor';
import { QuickInput } from './quickInput';
import { Tree } from './tree';
import { until, withResolvers } from './until';

/** Titles of themes in VS Code's own list, and what the workbench's element is then. */
const themes = {
  'Light Modern': '.monaco-workbench.vs',
  'Dark Modern': '.monaco-workbench.vs-dark',
  'Dark High Contrast': '.monaco-workbench.hc-black',
  'Light High Contrast': '.monaco-workbench.hc-light',
};

export interface WorkbenchOptions extends ServerOptions {
  /** Files of the workspace, by relative path. */
  files?: Record<string, string>;
  /** Display language of VS Code, without translations: the registry has no language packs. */
  language?: string;
  /** Folder to open instead of the workspace: a URI of a file system that an extension provides. */
  virtualFolder?: string;
}

/** One VS Code in the state of a first start, with the packaged extension, and one page on it. */
export class Workbench {
  readonly quickInput = new QuickInput(() => this.page);
  readonly editor = new Editor(() => this.page);
  readonly dialogs = new Dialogs(() => this.page);

  private opened: string | undefined;

  private constructor(
    private readonly instance: Instance,
    public page: Page,
  ) {}

  /** Opens the workbench on an empty profile. Call `close` at the end. */
  static async start({
    files = {},
    language,
    virtualFolder,
    ...options
  }: WorkbenchOptions = {}): Promise<Workbench> {
    const instance = await borrowInstance(options);
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(instance.server.dirs.workspace, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
    const page = await instance.context.newPage();
    // What a language pack would set; in a browser `vscode.env.language` is only this.
    if (language !== undefined)
      await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)};`);
    const workbench = new Workbench(instance, page);
    workbench.opened = virtualFolder;
    e2eHost.open.add(workbench);
    await workbench.open();
    return workbench;
  }

  async close(): Promise<void> {
    e2eHost.open.delete(this);
    await returnInstance(this.instance);
  }

  /**
   * A second window on the same profile, with an extension host of its own. It ends with the first. `folder` is what it has
   * open: a browser's windows on one folder share their copies of unsaved text, others and those of a desktop do not.
   */
  async secondWindow(folder?: string): Promise<Workbench> {
    const page = await this.instance.context.newPage();
    const second = new Workbench(this.instance, page);
    second.opened = folder;
    const before = extensionHosts(this.server.child);
    await second.open();
    await until('its extension host', () =>
      extensionHosts(this.server.child).some((pid) => !before.includes(pid)),
    );
    return second;
  }

  get server() {
    return this.instance.server;
  }

  /** The folder that the window has open. */
  get workspace(): string {
    return this.server.dirs.workspace;
  }

  /** Loads the page and waits for the workbench and its extension host. */
  async open(): Promise<void> {
    await this.page.goto(`${this.server.url}/?folder=${encodeURIComponent(this.opened ?? this.workspace)}`);
    await this.ready();
  }

  /** Waits for the workbench and its extension host. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await until('the extension host to run', () => extensionHosts(this.server.child).length > 0);
  }

  /** The window is gone without a word to VS Code, and is opened again. */
  async killWindow(): Promise<void> {
    const before = extensionHosts(this.server.child);
    const killed = this.page;
    this.page = await this.instance.context.newPage();
    await killed.close({ runBeforeUnload: false });
    await this.open();
    await until('a new extension host', () =>
      extensionHosts(this.server.child).some((pid) => !before.includes(pid)),
    );
  }

  /** Runs a command by its title in the palette, such as `Invoice Ninja: Refresh`. */
  async command(title: string): Promise<void> {
    await until(`the command ${title}`, async () => {
      await this.quickInput.open('F1');
      return this.quickInput.tryPick(`>${title}`, title);
    });
  }

  /** Opens a view container by its title in the activity bar. */
  async openContainer(title: string): Promise<void> {
    const item = this.page.locator(`.activitybar .action-item:has(a[aria-label^="${title}"])`).first();
    const label = item.locator('a.action-label');
    await label.waitFor();
    const checked = /\bchecked\b/.test((await item.getAttribute('class')) ?? '');
    const visible = await this.page.locator('.part.sidebar').isVisible();
    if (!checked || !visible) await label.click();
    await this.page.locator('.part.sidebar .composite.title', { hasText: title }).waitFor();
  }

  /** The tree in a view, by the view's title. */
  tree(view: string): Tree {
    return new Tree(this.page, view);
  }

  /** "Developer: Reload Window"; waits for the new extension host. */
  async reload(): Promise<void> {
    const before = extensionHosts(this.server.child);
    await until('the window to reload', () => this.tryReload());
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await until('a new extension host', () =>
      extensionHosts(this.server.child).some((pid) => !before.includes(pid)),
    );
  }

  /** False when the browser asked "Leave site?": unsaved text is not in the backup yet, and the page stays. */
  private async tryReload(): Promise<boolean> {
    const { promise, resolve } = withResolvers<boolean>();
    const loaded = () => resolve(true);
    const asked = (dialog: Dialog) => void dialog.dismiss().then(() => resolve(false));
    this.page.once('load', loaded);
    this.page.once('dialog', asked);
    // The click may never resolve: its page is gone.
    const clicked = this.command('Developer: Reload Window').then(() => promise);
    const left = await Promise.race([promise, clicked]);
    clicked.catch(() => undefined);
    this.page.off('load', loaded);
    this.page.off('dialog', asked);
    return left;
  }

  /** Kills the extension host and waits until VS Code has started another. Resolves with the time when the old one ended. */
  async killExtensionHost(): Promise<number> {
    const before = extensionHosts(this.server.child);
    for (const pid of before) process.kill(pid, 'SIGKILL');
    const ended = () => extensionHosts(this.server.child).every((pid) => !before.includes(pid));
    await until('the end of the extension host', ended);
    const endedAt = Date.now();
    await until('a new extension host', () => extensionHosts(this.server.child).length > 0);
    return endedAt;
  }

  /** Ends the server, starts it again on the same port and profile, and reloads the window when VS Code asks for it. */
  async restartServer(env?: Record<string, string>): Promise<void> {
    await stop(this.server.child);
    const { folder, options } = this.instance;
    // Its environment is no longer the one that the next suite would ask for.
    this.instance.spoiled = true;
    this.instance.server = await startServer(folder, {
      ...options,
      env: { ...options.env, ...env },
      port: this.server.port,
    });
    await this.dialogs.modalText('Cannot reconnect');
    const loaded = this.page.waitForEvent('load');
    await this.dialogs.modal.locator('.monaco-button', { hasText: 'Reload Window' }).click();
    await loaded;
    await this.ready();
  }

  /** Changes user settings in their editor: VS Code notices a change of the file from outside late, or not at all. */
  async setSettings(change: Record<string, unknown>): Promise<void> {
    const file = path.join(this.server.dirs.data, 'User/settings.json');
    const settings = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
    await this.command('Preferences: Open User Settings (JSON)');
    await this.editor.opened('settings.json');
    const text = JSON.stringify({ ...settings, ...change }, null, 2);
    await this.editor.setText(text);
    await this.editor.save();
    await until('the settings to be on disk', () => fs.readFileSync(file, 'utf8') === text);
    await this.editor.clean('settings.json');
    await this.editor.close('settings.json');
  }

  async setTheme(theme: keyof typeof themes): Promise<void> {
    await this.command('Preferences: Color Theme');
    await this.quickInput.shows('Select Color Theme');
    await this.quickInput.type(theme);
    await this.quickInput.pick(theme);
    await this.quickInput.widget.waitFor({ state: 'hidden' });
    await this.page.locator(themes[theme]).first().waitFor();
  }

  /** Status bar entry that holds a text. */
  status(text: string): Locator {
    return this.page.locator('.statusbar-item', { hasText: text }).first();
  }

  /** A test failed here: leaves a picture, and the next suite gets another VS Code. */
  async failed(name: string): Promise<void> {
    this.instance.spoiled = true;
    await this.picture(name);
  }

  /** Saves a picture in `test/e2e/screenshots/<version>/` where pictures are wanted (`--pictures`). */
  async screenshot(name: string): Promise<void> {
    if (e2eHost.pictures) await this.picture(name);
  }

  private async picture(name: string): Promise<void> {
    fs.mkdirSync(e2eHost.screenshots, { recursive: true });
    await this.page.screenshot({ path: path.join(e2eHost.screenshots, `${name}.png`) });
  }
}
