import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { axeFindings, drawn } from './actionsPage.mjs';

interface Finding {
  id: string;
  targets: string[];
}

/** The page shown before a purge or merge, in its webview. */
export class PurgeMergePageView {
  constructor(private readonly page: Page) {}

  /** The document inside VS Code's two frames. */
  get frame(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  get heading(): Locator {
    return this.frame.getByRole('heading', { level: 1 });
  }

  /** The toolkit's inner button, which is enabled a frame after the element around it. */
  button(name: string): Locator {
    return this.frame.getByRole('button', { name });
  }

  /** Whether a button is disabled, once the page is drawn. */
  async locked(name: string): Promise<boolean> {
    await drawn(this.main);
    return this.button(name).isDisabled();
  }

  /** The text in the box, once the page is drawn. */
  async typedText(): Promise<string> {
    await drawn(this.main);
    return this.typed.inputValue();
  }

  get typed(): Locator {
    return this.frame.locator('vscode-text-field input');
  }

  /** Where the backup is, or that there is none. */
  async backup(): Promise<string> {
    return (await this.main.getByRole('status').textContent()) ?? '';
  }

  get main(): Locator {
    return this.frame.locator('main');
  }

  /** What axe-core finds: in our own markup, and inside the toolkit's elements. */
  async findings(): Promise<{ own: Finding[]; toolkit: Finding[] }> {
    const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const html = await this.frame.locator('html').elementHandle();
    const inside = await html?.ownerFrame();
    if (!inside) throw new Error('The page of a purge or merge is not there.');
    const violations = await axeFindings(inside, source);
    const inToolkit = (target: string) => target.includes('vscode-');
    const part = (keep: (target: string) => boolean) =>
      violations
        .map(({ id, targets }) => ({ id, targets: targets.filter(keep) }))
        .filter(({ targets }) => targets.length > 0);
    return { own: part((target) => !inToolkit(target)), toolkit: part(inToolkit) };
  }
}
