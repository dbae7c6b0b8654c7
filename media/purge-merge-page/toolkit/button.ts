/** A button whose texts come later, with a model. */
interface ButtonControl {
  readonly element: HTMLElement;
  set(state: { label: string; disabled: boolean; hidden?: boolean }): void;
}

/** Makes a button; `press` is called only while it is enabled. */
export function makeButton(appearance: 'primary' | 'secondary', press: () => void): ButtonControl {
  const element = document.createElement('vscode-button');
  element.setAttribute('appearance', appearance);
  element.addEventListener('click', () => {
    if (!element.hasAttribute('disabled')) press();
  });
  return {
    element,
    set: ({ label, disabled, hidden = false }) => {
      element.textContent = label;
      element.toggleAttribute('disabled', disabled);
      element.toggleAttribute('hidden', hidden);
    },
  };
}
