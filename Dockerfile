# Hearth in a container; it starts sandboxes beside itself through the Docker socket that it is given.
ARG NODE_IMAGE=node:22-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /hearth
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM ${NODE_IMAGE}
COPY --from=build /hearth/package.json /hearth/LICENSE /opt/hearth/
COPY --from=build /hearth/node_modules /opt/hearth/node_modules
COPY --from=build /hearth/runtime-images /opt/hearth/runtime-images
COPY --from=build /hearth/dist /opt/hearth/dist
WORKDIR /project
ENV HEARTH_DATA_DIR=/data
EXPOSE 3000 3001
ENTRYPOINT ["node", "/opt/hearth/dist/cli.js"]
CMD ["start", "--host", "0.0.0.0"]
