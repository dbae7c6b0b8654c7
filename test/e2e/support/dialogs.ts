import type { Locator, Page } from 'playwright-core';

/** Notifications and modal dialogs. */
export class Dialogs {
  constructor(private readonly page: () => Page) {}

  /** A notification toast that contains a text. */
  notification(text: string | RegExp): Locator {
    return this.page().locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
  }

  /** Waits for a notification and returns its whole message. */
  async message(text: string | RegExp): Promise<string> {
    const message = this.notification(text).locator('.notification-list-item-message');
    await message.waitFor();
    return (await message.textContent()) ?? '';
  }

  /** Buttons of a notification, in order. */
  buttons(text: string | RegExp): Promise<string[]> {
    return this.notification(text).locator('.monaco-button').allTextContents();
  }

  /** Presses a button of a notification. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.notification(text).locator('.monaco-button', { hasText: button }).first().click();
  }

  async dismissAll(): Promise<void> {
    const toasts = this.page().locator('.notifications-toasts .notification-list-item');
    while ((await toasts.count()) > 0) {
      await toasts.first().hover();
      await toasts.first().locator('.codicon-notifications-clear').click();
    }
  }

  /** The modal dialog. */
  get modal(): Locator {
    return this.page().locator('.monaco-dialog-box');
  }

  /** Waits for a modal dialog with a text and returns all it says. */
  async modalText(text: string | RegExp): Promise<string> {
    const box = this.modal.filter({ hasText: text });
    await box.waitFor();
    return (await box.locator('.dialog-message-container').textContent()) ?? '';
  }

  async pressModal(button: string | RegExp): Promise<void> {
    await this.modal.locator('.monaco-button', { hasText: button }).first().click();
    await this.modal.waitFor({ state: 'hidden' });
  }
}
