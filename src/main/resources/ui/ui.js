"use strict";

SwaggerUIBundle({
  dom_id: "#swagger-ui",
  // absolute, so that the relative server URL in it is resolved against it, whatever prefix a proxy adds
  url: new URL("../openapi.json", document.baseURI).href,
  docExpansion: "list",
  tryItOutEnabled: true,
  persistAuthorization: false,
  validatorUrl: null,
});
