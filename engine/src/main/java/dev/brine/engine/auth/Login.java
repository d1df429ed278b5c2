package dev.brine.engine.auth;

/**
 * Somebody who proved his name to a back end of {@code external_auth}.
 *
 * @param name his name
 * @param backend the back end's name, which is also the section of {@code external_auth} that says what he may
 */
public record Login(String name, String backend) {}
