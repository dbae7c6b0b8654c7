// What VS Code loads (`extensionTestsPath`).
export { run } from './run';
