import type { ApiPorts } from '../api/ports.ts';
import type { Route } from '../api/route.ts';
import type { ScanPorts } from '../api/scan/ports.ts';
import { accountNotificationRoutes } from '../api/routes/account-notifications.ts';
import { activationRoutes } from '../api/routes/activation.ts';
import { adminRoutes } from '../api/routes/admin.ts';
import { auditRoutes } from '../api/routes/audit.ts';
import { customerRoutes } from '../api/routes/customers.ts';
import { documentRoutes } from '../api/routes/documents.ts';
import { efakturaRoutes } from '../api/routes/efaktura.ts';
import { letterRoutes } from '../api/routes/letter.ts';
import { logoRoutes } from '../api/routes/logo.ts';
import { emailLinkRoutes } from '../api/routes/email-links.ts';
import { eventRoutes } from '../api/routes/events.ts';
import { inboundRoutes } from '../api/routes/inbound.ts';
import { invoiceLinkRoutes } from '../api/routes/invoice-links.ts';
import { invitationRoutes } from '../api/routes/invitations.ts';
import { keyRoutes } from '../api/routes/keys.ts';
import { lookupRoutes } from '../api/routes/lookup.ts';
import { memberRoutes } from '../api/routes/members.ts';
import { networkRoutes } from '../api/routes/networks.ts';
import { oidcRoutes } from '../api/routes/oidc.ts';
import { outboundRoutes } from '../api/routes/outbound.ts';
import { scanArrivalRoutes } from '../api/routes/scan-arrivals.ts';
import { scanningRoutes } from '../api/routes/scanning.ts';
import { scanMemoryRoutes } from '../api/routes/scan-memories.ts';
import { scanPageRoutes } from '../api/routes/scan-pages.ts';
import { scanRerunRoutes } from '../api/routes/scan-rerun.ts';
import { scanReviewRoutes } from '../api/routes/scan-review.ts';
import { scanRoutes } from '../api/routes/scans.ts';
import { consumerLookupRoutes } from '../api/routes/consumer-lookup.ts';
import { companyRoutes } from '../api/routes/company.ts';
import { secondFactorRoutes } from '../api/routes/second-factor.ts';
import { sessionRoutes } from '../api/routes/session.ts';
import { settingsRoutes } from '../api/routes/settings.ts';
import { signupRoutes } from '../api/routes/signup.ts';
import { termsAndPricesRoutes } from '../api/routes/terms-and-prices.ts';
import { unsubscribeRoutes } from '../api/routes/unsubscribe.ts';
import { usageRoutes } from '../api/routes/usage.ts';
import { webhookRoutes } from '../api/routes/webhooks.ts';
import { vendorRoutes } from '../api/routes/vendor.ts';

/** Every route of the product; those about health and metrics come with `createApi`. */
export const routesOf = (ports: ApiPorts & ScanPorts): Route[] =>
  [
    outboundRoutes,
    letterRoutes,
    scanRoutes,
    scanReviewRoutes,
    scanPageRoutes,
    scanRerunRoutes,
    scanMemoryRoutes,
    scanArrivalRoutes,
    inboundRoutes,
    customerRoutes,
    settingsRoutes,
    networkRoutes,
    scanningRoutes,
    efakturaRoutes,
    emailLinkRoutes,
    invoiceLinkRoutes,
    unsubscribeRoutes,
    logoRoutes,
    lookupRoutes,
    consumerLookupRoutes,
    adminRoutes,
    signupRoutes,
    sessionRoutes,
    oidcRoutes,
    secondFactorRoutes,
    accountNotificationRoutes,
    companyRoutes,
    memberRoutes,
    invitationRoutes,
    activationRoutes,
    termsAndPricesRoutes,
    documentRoutes,
    eventRoutes,
    webhookRoutes,
    usageRoutes,
    keyRoutes,
    vendorRoutes,
    auditRoutes,
  ].flatMap((routes) => routes(ports));
