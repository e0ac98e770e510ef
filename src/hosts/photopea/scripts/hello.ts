/** The least that only Photopea answers: `{ docs }`, how many documents are open. */
export function helloScript(): string {
  return 'rsSay({ docs: app.documents.length });';
}
