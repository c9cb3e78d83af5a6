# One image for every program; the command chooses: dist/migrate.js, dist/api.js, dist/worker.js, dist/scan-worker.js.
# Debian, because Temporal's worker is a glibc binary. What it needs at run time: docs/operations.md.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# `npm run build` without its check of the packages, which are there.
RUN node --input-type=module --eval "const { build } = await import('/app/runtime/build.mjs'); await build();"
# Without these models, scans are read by tesseract alone.
RUN AUTOINVOICE_CACHE=/app/cache node dist/fetch.js --models && mkdir -p /app/cache
RUN npm prune --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-semi-space-size=32
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/cache ./cache
# A new named volume takes over the owner of the folder that it is mounted on.
RUN install -d -o node -g node -m 700 /var/lib/autoinvoice/print
ENV AUTOINVOICE_HOST=0.0.0.0 \
    AUTOINVOICE_CACHE=/app/cache \
    AUTOINVOICE_PRINT_FOLDER=/var/lib/autoinvoice/print
USER node
EXPOSE 8600 8610
CMD ["node", "dist/api.js"]
