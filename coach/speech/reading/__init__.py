"""How what people write is read aloud: a module a language, and the forms that languages share."""
