/** Of all pages: readable from 360 px on, in the colours that the reader's system has. */
export const style = `
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; }
h2 { font-size: 1.15rem; margin-top: 2rem; }
label { display: block; margin-top: 1rem; }
input { display: block; width: 100%; font: inherit; padding: 0.6rem; margin-top: 0.2rem; }
button { font: inherit; padding: 0.6rem 1.2rem; margin: 1rem 0; cursor: pointer; }
small { display: block; }
code { font-size: 0.9rem; }
ul { padding-left: 1.2rem; }
li { margin: 0.5rem 0; }
:focus-visible { outline: 3px solid #2f6fdb; outline-offset: 2px; }
#said:not(:empty) { border-left: 4px solid #2f6fdb; padding: 0.5rem 0.8rem; }
#said.wrong { border-color: #c22; }
footer { margin: 3rem 0 1rem; }
[hidden] { display: none; }
`;
