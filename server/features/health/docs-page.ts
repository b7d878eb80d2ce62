import { createRequire } from 'node:module';
import path from 'node:path';
import type { Express } from 'express';

const assets = '/api/docs/assets';

/** The reader of the OpenAPI document: no inline script, nothing from another host. */
export function createDocsPage(): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Deskline API</title>
    <link rel="stylesheet" href="${assets}/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="${assets}/swagger-ui-bundle.js"></script>
    <script src="${assets}/start.js"></script>
  </body>
</html>
`;
}

const startScript = `window.SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true });\n`;

/** Serves the reader's own files, which are no endpoints of the contract. */
export function mountDocsAssets(app: Express): void {
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  app.get(`${assets}/start.js`, (_request, response) => {
    response.type('text/javascript').send(startScript);
  });
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    app.get(`${assets}/${name}`, (_request, response) => {
      response.sendFile(path.join(folder, name));
    });
  }
}
