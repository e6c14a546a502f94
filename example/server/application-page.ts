import { html } from 'hono/html';
import type { ApplicationSheet } from './model-service.js';

/** In a file of its own: the page's policy lets no style stand in the page. */
export const APPLICATION_STYLE = `body { font: 100%/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; padding: 0.3rem 1rem 0.3rem 0; border-block-end: 1px solid color-mix(in srgb, currentColor 25%, transparent); vertical-align: top; }
th { font-weight: 500; }
.scroll { overflow-x: auto; }
`;

/** The case file behind a proposal. Protected attributes are not on it. */
export function applicationPage({ id, fields, similar, similarLabels }: ApplicationSheet) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Application ${id}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/application.css" />
      </head>
      <body>
        <h1>Application <bdi>${id}</bdi></h1>
        <table>
          <tbody>
            ${fields.map(({ label, value }) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>`)}
          </tbody>
        </table>
        <h2>Most similar applications the model learned from</h2>
        <p>Nearest by what the model weighs, with what became of the credit.</p>
        <div class="scroll" tabindex="0" role="region" aria-label="Similar applications">
          <table>
            <thead>
              <tr>
                <th scope="col">Application</th>
                ${similarLabels.map((label) => html`<th scope="col">${label}</th>`)}
                <th scope="col">Outcome</th>
              </tr>
            </thead>
            <tbody>
              ${similar.map(
                (other) =>
                  html`<tr>
                    <th scope="row"><bdi>${other.id}</bdi></th>
                    ${other.fields.map((value) => html`<td>${value}</td>`)}
                    <td>${other.repaid ? 'Repaid' : 'Defaulted'}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </body>
    </html>`;
}
