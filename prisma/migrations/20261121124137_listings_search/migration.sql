CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What a search of the marketplace looks through. array_to_string is only stable in general, but not for text.
CREATE FUNCTION listing_words(name text, summary text, description text, tags text[]) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN name || ' ' || array_to_string(tags, ' ') || ' ' || summary || ' ' || description;

CREATE INDEX "listings_words" ON "listings"
  USING gin (to_tsvector('english', listing_words(name, summary, description, tags)));
CREATE INDEX "listings_near" ON "listings"
  USING gin ((name || ' ' || summary) gin_trgm_ops);
