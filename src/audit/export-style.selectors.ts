/** The one `<style>` of exported documents: reads on a screen, at 360 pixels, in the dark and in print. */
export const EXPORT_STYLE = `
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px 16px;max-inline-size:1400px;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif;overflow-wrap:anywhere}
body.person{max-inline-size:680px;font-size:17px;line-height:1.6}
h1{margin:0 0 12px;font-size:1.6em;line-height:1.25}
h2{margin:28px 0 8px;font-size:1.15em;line-height:1.3}
p{margin:0 0 8px}
ul{margin:0 0 8px;padding-inline-start:1.4em}
dl{margin:0}
.face{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 20px;margin-block-end:16px}
.face dt,.facts dt{color:GrayText;color:color-mix(in srgb,CanvasText 72%,Canvas)}
.face dd,.facts dd{margin:0}
.facts>div{margin-block-end:3px}
.facts dt{font-size:.87em}
.notice{margin:0 0 12px;padding:10px 14px;border:2px solid currentColor;border-radius:6px;font-weight:600}
.notice.stop{border-style:double;border-width:6px}
.table{overflow-x:auto}
.table:focus-visible{outline:3px solid Highlight;outline-offset:2px}
table{inline-size:100%;min-inline-size:980px;border-collapse:collapse;table-layout:fixed;font-size:.87em;line-height:1.4}
caption{padding-block-end:8px;text-align:start;font-weight:600;font-size:1.15em}
th,td{padding:6px 8px;border-block-end:1px solid;border-color:color-mix(in srgb,CanvasText 30%,Canvas);text-align:start;vertical-align:top}
thead th{border-block-end:2px solid;background:Canvas}
tbody th{font-weight:600}
col.seq{inline-size:7%}col.when{inline-size:12%}col.who{inline-size:12%}col.basis{inline-size:19%}col.signature{inline-size:12%}col.proof{inline-size:13%}
.strong{font-weight:600}
.small{font-size:.87em}
.code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em}
.words{white-space:pre-wrap}
footer{margin-block-start:20px}
@media (max-width:480px){.face{grid-template-columns:minmax(0,1fr)}.face dd{margin-block-end:6px}}
@page{size:A4 landscape;margin:12mm}
@page person{size:A4 portrait;margin:20mm}
@media print{
:root{color-scheme:light}
body{max-inline-size:none;padding:0;font-size:10pt}
body.person{page:person;font-size:12pt}
.table{overflow:visible}
table{min-inline-size:0}
thead{display:table-header-group}
tr,.notice,li,h2+p{break-inside:avoid}
h2{break-after:avoid}
}
`;

/** SHA-256 of it in base64, for a policy that allows it and nothing else. */
export const EXPORT_STYLE_HASH = 'sha256-7Z9N/rs2+mloEaCQ/BkvFoP14QuK5G6rwiDL4ZuaNkU=';

/** What a browser may do with an exported document: show it. */
export const EXPORT_CSP = `default-src 'none'; style-src '${EXPORT_STYLE_HASH}'; base-uri 'none'; form-action 'none'`;
