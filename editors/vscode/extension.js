// Starts `quale lsp` for documents in Quale, and stops it with the editor.
const { window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

async function activate() {
  const [command, ...args] = workspace.getConfiguration("quale").get("command");
  client = new LanguageClient(
    "quale",
    "Quale",
    { command, args },
    { documentSelector: [{ language: "quale" }] },
  );
  try {
    await client.start();
  } catch (error) {
    window.showErrorMessage(
      `Quale's language server does not start (${error.message}): pip install 'quale-lang[lsp]', or set quale.command.`,
    );
  }
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
