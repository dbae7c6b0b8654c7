import type { Checkbox } from '@vscode/webview-ui-toolkit';

interface CheckboxControl {
  readonly element: HTMLElement;
  readonly checked: boolean;
  set(state: { label: string; disabled: boolean }): void;
}

/**
 * Makes a checkbox. The toolkit calls it “Checkbox” for screen readers when it has no text at first, so the label
 * is set as an attribute too.
 */
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
      element.setAttribute('aria-label', label);
      element.toggleAttribute('disabled', disabled);
    },
  };
}
