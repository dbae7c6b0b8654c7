import type { Checkbox } from '@vscode/webview-ui-toolkit';

export interface CheckboxControl {
  readonly element: HTMLElement;
  readonly checked: boolean;
  set(state: { label: string; disabled: boolean }): void;
}

/** A box to tick. */
export function makeCheckbox(checked: boolean, changed: () => void): CheckboxControl {
  const element = document.createElement('vscode-checkbox') as Checkbox;
  element.checked = checked;
  element.addEventListener('change', changed);
  return {
    element,
    get checked() {
      return element.checked;
    },
    set: ({ label, disabled }) => {
      element.textContent = label;
      element.toggleAttribute('disabled', disabled);
    },
  };
}
