/** The look of the page: on a screen, on a narrow one, and on paper. Colours have a contrast of at least 5.5 to 1. */
export const style = `
:root { color-scheme: light; --ink: #16202b; --grey: #56616d; --line: #d5dbe1; --panel: #eef2f5; }
* { box-sizing: border-box; }
html { background: #f6f8f9; }
body {
  margin: 0 auto; max-width: 56rem; padding: 3rem; background: #fff; color: var(--ink);
  font: 0.95rem/1.45 Arimo, Arial, "Liberation Sans", Helvetica, sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.9rem; line-height: 1.15; margin: 0 0 1rem; }
h2 { font-size: 0.8rem; font-weight: normal; color: var(--grey); margin: 0 0 0.15rem; }
p, dl, dd, dt, ul { margin: 0; padding: 0; }
bdi, dd, td, th, p { unicode-bidi: isolate; }
.text { white-space: pre-line; }
.small { font-size: 0.82rem; color: var(--grey); }
.name { font-weight: bold; }
.logo { display: block; max-width: 14rem; max-height: 3.5rem; margin: 0 0 0.75rem; }
.head { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem; margin-bottom: 2rem; }
.buyer { margin-top: 2rem; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1rem; }
.facts dt { color: var(--grey); }
.others { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1.5rem; margin-bottom: 1.5rem; }
.highlights {
  display: flex; flex-wrap: wrap; gap: 0.75rem 1.6rem; justify-content: space-between;
  background: var(--panel); border-inline-start: 4px solid var(--ink); padding: 0.9rem 1.2rem; margin-bottom: 2rem;
}
.highlights dt { font-size: 0.8rem; color: var(--grey); }
.highlights dd { font-size: 1.15rem; font-weight: bold; font-variant-numeric: tabular-nums; }
.notes { margin-bottom: 1.5rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-size: 0.8rem; color: var(--grey); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th { font-weight: normal; text-align: start; vertical-align: top; }
thead th { font-size: 0.8rem; color: var(--grey); border-bottom: 1.5px solid var(--ink); }
th, td { padding: 0.4rem 0 0.4rem 1.2rem; }
th:first-child, td:first-child { padding-inline-start: 0; }
td { vertical-align: top; text-align: end; overflow-wrap: anywhere; }
.lines tbody tr + tr > * { border-top: 1px solid var(--line); }
.lines { border-bottom: 1.5px solid var(--ink); }
.lines thead th + th, .vat thead th + th { text-align: end; }
.figure { white-space: nowrap; }
.below { display: grid; grid-template-columns: 45fr 48fr; gap: 7%; margin: 1.2rem 0 2rem; align-items: start; }
.vat thead th { border-bottom: 0; }
.vat th, .vat td, .sums th, .sums td { padding-block: 0.12rem; }
.vat .reason { text-align: start; }
.sums .total > * { border-top: 1.5px solid var(--ink); padding-top: 0.5rem; font-size: 1.2rem; font-weight: bold; }
.sums tr.last > * { padding-bottom: 0.4rem; }
section { margin-bottom: 1.2rem; }
ul { list-style: none; }
@media (max-width: 40rem) {
  body { padding: 1.25rem; }
  .head, .others, .below { grid-template-columns: 1fr; gap: 1.25rem; }
  .lines thead { display: none; }
  .lines tr { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0.4rem 0; }
  .lines tbody tr + tr { border-top: 1px solid var(--line); }
  .lines tbody tr + tr > * { border-top: 0; }
  .lines th { flex: 1 0 100%; padding: 0; }
  .lines td { padding: 0.15rem 0; }
  .lines td:last-child { margin-inline-start: auto; font-weight: bold; }
}
@media print {
  @page { size: A4; margin: 18mm 16mm 16mm 20mm; }
  html { background: none; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  .highlights { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  thead { display: table-header-group; }
  tr, .highlights, .below, section { break-inside: avoid; }
}
`;
