import type { Locator, Page } from 'playwright-core';
import { textsFromTop } from './page/pageScripts.mjs';
import { escapeRegExp } from './quickInput';
import { until } from './until';

/** A tree view in the side bar. Rows are found by their label, as a person reads them. */
export class Tree {
  constructor(
    private readonly page: Page,
    private readonly view: string,
  ) {}

  get pane(): Locator {
    return this.page.locator('.part.sidebar .pane').filter({
      has: this.page.locator(`.pane-header[aria-label*="${this.view}"]`),
    });
  }

  get rows(): Locator {
    return this.pane.locator('.pane-body .monaco-list-row');
  }

  /** The first row with exactly that label, or one that matches. */
  row(label: string | RegExp): Locator {
    const exact = typeof label === 'string' ? new RegExp(`^\\s*${escapeRegExp(label)}\\s*$`) : label;
    return this.rows.filter({ has: this.page.locator('.label-name', { hasText: exact }) }).first();
  }

  /** Labels of the rows on the screen, from top to bottom. */
  labels(): Promise<string[]> {
    return textsFromTop(this.rows, '.label-name');
  }

  /** A row's description: the gray text after its label. */
  async description(label: string | RegExp): Promise<string> {
    const text = await this.row(label).locator('.label-description').first().textContent();
    return (text ?? '').replaceAll('\u00a0', ' ');
  }

  /** Waits for a row's description. */
  async descriptionShows(label: string | RegExp, words: string): Promise<void> {
    await until(`"${words}" after "${String(label)}"`, async () =>
      (await this.description(label)).includes(words),
    );
  }

  /** Expands a row. A tree that is redrawn at this moment loses the click: then once more. */
  async expand(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    const expanded = row.and(this.page.locator('[aria-expanded="true"]'));
    await row.waitFor();
    await until(`"${String(label)}" to expand`, async () => {
      if (await expanded.isVisible()) return true;
      const loads = await row.locator('.codicon-tree-item-loading').isVisible();
      if (!loads) await worked(row.locator('.monaco-tl-twistie').click({ timeout: 3000 }));
      return worked(expanded.waitFor({ timeout: 3000 }));
    });
  }

  /** Clicks a row, which opens it. */
  async click(label: string | RegExp): Promise<void> {
    await this.row(label).click();
  }

  /** Shows a row's tooltip. A tree that is redrawn hides it: then the pointer leaves and returns. */
  async tooltip(label: string | RegExp, words: string): Promise<string> {
    const hover = this.page.locator('.workbench-hover, .monaco-hover').filter({ hasText: words }).first();
    await until(`a tooltip with "${words}"`, async () => {
      await this.page.locator('.part.statusbar').hover({ position: { x: 2, y: 2 } });
      await this.row(label).hover();
      return worked(hover.waitFor({ timeout: 3000 }));
    });
    return (await hover.textContent()) ?? '';
  }

  /** Scrolls down until the row is on the screen. */
  async scrollTo(label: string | RegExp): Promise<void> {
    const list = this.pane.locator('.monaco-list').first();
    await list.hover();
    await until(`the row "${String(label)}"`, async () => {
      if (await this.row(label).isVisible()) return true;
      await this.page.mouse.wheel(0, 300);
      return false;
    });
  }

  /** Picks an entry of a row's context menu. */
  async menu(label: string | RegExp, entry: string): Promise<void> {
    const exact = new RegExp(`^\\s*${escapeRegExp(entry)}\\s*$`);
    const item = this.page.locator('.monaco-menu .action-item').filter({ hasText: exact }).first();
    await until(`"${entry}" in the menu of "${String(label)}"`, async () => {
      await this.openMenu(label);
      return worked(pickFromMenu(item));
    });
  }

  /** Entries of a row's context menu, which is closed again. */
  async menuEntries(label: string | RegExp): Promise<string[]> {
    await this.openMenu(label);
    const items = this.page.locator('.monaco-menu .action-item .action-label:not(.separator)');
    const entries = await items.allTextContents();
    await this.page.keyboard.press('Escape');
    await this.page.locator('.monaco-menu').waitFor({ state: 'hidden' });
    return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
  }

  /**
   * Waits until a row's context menu has none of these entries, and returns those it has: VS Code redraws a changed tree
   * a moment later.
   */
  async menuWithout(label: string | RegExp, unwanted: readonly string[]): Promise<string[]> {
    let entries: string[] = [];
    await until(`the menu of "${String(label)}" without ${unwanted.join()}`, async () => {
      entries = await this.menuEntries(label);
      return !unwanted.some((entry) => entries.includes(entry));
    });
    return entries;
  }

  /** Opens a row's context menu. A tree that is redrawn at this moment closes it: then once more. */
  private async openMenu(label: string | RegExp): Promise<void> {
    const first = this.page.locator('.monaco-menu .action-item .action-label:not(.separator)').first();
    await until(`the menu of "${String(label)}"`, async () => {
      if (await first.isVisible()) await this.page.keyboard.press('Escape');
      await this.row(label).click({ button: 'right' });
      return worked(first.waitFor({ timeout: 3000 }));
    });
  }

  /** Presses an inline action of a row, by its tooltip. */
  async inlineAction(label: string | RegExp, action: string): Promise<void> {
    const row = this.row(label);
    const button = row.locator(`.actions .action-label[aria-label="${action}"]`);
    await until(`"${action}" on "${String(label)}"`, async () => {
      await row.hover();
      return worked(button.click({ timeout: 3000 }));
    });
  }

  /** Presses an action in the view's title bar, by its tooltip. A view alone in its container has the container's bar. */
  async titleAction(action: string): Promise<void> {
    const button = `.action-label[aria-label^="${action}"]`;
    await this.pane.hover();
    await this.pane
      .locator(`.pane-header ${button}`)
      .or(this.page.locator(`.part.sidebar .composite.title ${button}`))
      .first()
      .click();
  }

  /** Presses a button of the view's welcome text. */
  async welcomeButton(text: string): Promise<void> {
    await this.pane.locator('.welcome-view .monaco-button', { hasText: text }).first().click();
  }
}

/** Whether an action succeeded. */
function worked(act: Promise<unknown>): Promise<boolean> {
  return act.then(
    () => true,
    () => false,
  );
}

/** Clicks an entry of an open context menu. In its first 100 ms a menu ignores the mouse: then once more. */
export async function pickFromMenu(item: Locator): Promise<void> {
  await item.hover({ timeout: 3000 });
  await item.click({ timeout: 3000 });
  const closed = await worked(item.waitFor({ state: 'hidden', timeout: 1000 }));
  if (!closed) await worked(item.click({ timeout: 1000 }));
}
