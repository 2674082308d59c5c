"use strict";

SwaggerUIBundle({
  dom_id: "#swagger-ui",
  // absolute, so that the relative server URL in the document is resolved against this address behind any proxy
  url: new URL("../openapi.json", document.baseURI).href,
  docExpansion: "list",
  tryItOutEnabled: true,
  persistAuthorization: false,
  validatorUrl: null,
});
