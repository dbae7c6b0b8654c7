import type { TextField } from '@vscode/webview-ui-toolkit';

interface TextFieldControl {
  readonly element: HTMLElement;
  readonly value: string;
  set(state: { label: string }): void;
  clear(): void;
}

/**
 * Makes a text field. The label is set as an attribute too: from there it gets to the inner input that screen
 * readers see.
 */
export function makeTextField(value: string, changed: () => void): TextFieldControl {
  const element = document.createElement('vscode-text-field') as TextField;
  element.value = value;
  element.setAttribute('spellcheck', 'false');
  element.addEventListener('input', changed);
  return {
    element,
    get value() {
      return element.value;
    },
    set: ({ label }) => {
      element.textContent = label;
      element.setAttribute('aria-label', label);
    },
    clear: () => {
      element.value = '';
    },
  };
}
