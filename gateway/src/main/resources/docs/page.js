"use strict";

SwaggerUIBundle({
  url: "/docs/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  docExpansion: "none",
  operationsSorter: "alpha",
  showExtensions: true,
  tagsSorter: "alpha",
  validatorUrl: null,
});
