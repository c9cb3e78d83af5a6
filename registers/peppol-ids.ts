/** Schemes that stand before the identifiers in the SMP, the SML and ELMA. */
export const participantScheme = 'iso6523-actorid-upis';
export const documentTypeScheme = 'busdox-docid-qns';
export const processScheme = 'cenbii-procid-ubl';

/** The only transport profile that Peppol still allows. */
export const as4Profile = 'peppol-transport-as4-v2_0';

/** `iso6523-actorid-upis::0192:923456783`, lower case as the network compares it. */
export const fullParticipantId = (participantId: string): string =>
  `${participantScheme}::${participantId.toLowerCase()}`;

export const fullDocumentTypeId = (documentTypeId: string): string =>
  `${documentTypeScheme}::${documentTypeId}`;
