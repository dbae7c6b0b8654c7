import type { Locator, Page } from 'playwright-core';
import { until } from './until';

/** The palette, pick lists and input boxes. */
export class QuickInput {
  constructor(private readonly page: () => Page) {}

  get widget(): Locator {
    return this.page().locator('.quick-input-widget');
  }

  get input(): Locator {
    return this.widget.locator('.quick-input-box input, .quick-input-filter input').first();
  }

  /** Opens it by a key. Presses the key again when it came too early. */
  async open(key: string): Promise<void> {
    // One that is just closing is not the one that the key opens.
    await this.widget.waitFor({ state: 'hidden', timeout: 2000 }).catch(() => undefined);
    await until(`the quick input after ${key}`, async () => {
      if (await this.widget.isVisible()) return true;
      await this.page().keyboard.press(key);
      return this.widget.waitFor({ state: 'visible', timeout: 2000 }).then(
        () => true,
        () => false,
      );
    });
  }

  /** Waits for an input box or a pick list whose title, placeholder or message contains a text. */
  async shows(text: string): Promise<void> {
    await this.input.waitFor();
    await until(`a quick input that shows "${text}"`, async () => (await this.text()).includes(text));
  }

  /** Title, placeholder and message, as a person sees them. */
  async text(): Promise<string> {
    const title = await this.widget.locator('.quick-input-title').first().textContent();
    const message = await this.widget.locator('.quick-input-message').first().textContent();
    const placeholder = await this.input.getAttribute('placeholder');
    return [title, placeholder, message].filter(Boolean).join('\n');
  }

  value(): Promise<string> {
    return this.input.inputValue();
  }

  /** Replaces the text in the box. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.page().keyboard.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** Types and accepts. */
  async answer(text: string): Promise<void> {
    await this.input.waitFor();
    await this.type(text);
    await this.accept();
  }

  /** Rows of a pick list that are on the screen. */
  get rows(): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row');
  }

  /**
   * As typing and `pick`; false when the quick input closed, as it does when it loses the focus, or has no such row: the
   * palette does not take up what extensions contribute while it is open.
   */
  async tryPick(text: string, label: string): Promise<boolean> {
    try {
      await this.input.fill(text, { timeout: 5000 });
      await this.row(label).click({ timeout: 5000 });
      return true;
    } catch {
      if (await this.widget.isVisible()) await this.page().keyboard.press('Escape');
      return false;
    }
  }

  /** Picks the row with exactly that label. */
  async pick(label: string): Promise<void> {
    await this.row(label).click();
  }

  private row(label: string): Locator {
    const exact = new RegExp(`^\\s*${escapeRegExp(label)}\\s*$`);
    return this.rows.filter({ has: this.page().locator('.label-name', { hasText: exact }) }).first();
  }
}

export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
