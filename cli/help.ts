/** What stands below the options of each command. */
export const generalHelp = `
The service and the key are found in .data/ (AUTOINVOICE_DATA) of an installation on this machine,
else in AUTOINVOICE_URL and AUTOINVOICE_API_KEY.

Exit codes: 0 done · 1 not all was done as asked · 2 wrong use · 3 no service, or it refuses the key

Examples:
  autoinvoice admin create-company --name "Demo AS" --organisation-number 987654325 --authenticated
  autoinvoice send invoice.xml --wait
  autoinvoice deliveries --status needs-attention
`;

export const sendHelp = `
The same file with the same options is one delivery, however often the command is run.

Exit codes: 0 every file was accepted (with --wait: delivered)
            1 a file could not be read or was refused (with --wait: or ended otherwise, or is not done)
            2 wrong use · 3 no service, or it refuses the key

Examples:
  autoinvoice send invoice.xml
  autoinvoice send march/*.xml --wait --timeout 60 --json
  autoinvoice send invoice.xml --attach timesheet.pdf --method email --email post@example.com
`;

export const deliveriesHelp = `
Examples:
  autoinvoice deliveries --status failed --json
  autoinvoice deliveries --watch
`;

export const adminHelp = `
The operator's credential is read from .data/operator.json, else from AUTOINVOICE_OPERATOR_KEY.

Examples:
  autoinvoice admin create-company --name "Demo AS" --organisation-number 987654325 --authenticated \\
    --set sending.duplicates=allow sending.maySendForOthers=true
  autoinvoice admin create-key --tenant t_… --name accounting --scopes deliveries:write
  autoinvoice admin revoke-key key_…
  autoinvoice admin create-vendor-key --name "Regnskap AS"
  autoinvoice admin invite kari@example.com --tenant t_…
`;
