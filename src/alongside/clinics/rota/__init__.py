"""Plans rotas. Knows neither Django nor the database: a problem goes in, a plan comes out."""
